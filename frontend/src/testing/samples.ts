import type {
  Attempt,
  AttemptOutcome,
  CourseDetail,
  DiscoverPage,
  LearnPage,
  Lesson,
  Me,
  Quote,
} from '@/api';

const ORGANIZATION = {
  slug: 'law',
  name: 'Law & Mediation Society',
  brand_color: '#3a5a44',
  logo_url: null,
} as const;

const CREDITS = {
  total: '5.0',
  types: [{ name: 'Ethics & law', amount: '5.0', category: 2, accreditor: 'Allied Practice Council' }],
} as const;

const PRICE = { amount: 12000, currency: 'GBP' } as const;
const NOTHING = { amount: 0, currency: 'GBP' } as const;

export const ME: Me = {
  id: 'u1',
  email: 'amara@example.org',
  email_verified: true,
  display_name: 'Amara Okafor',
  legal_name: '',
  legal_name_confirmed: false,
  avatar_url: null,
  time_zone: 'Europe/London',
  locale: 'en-GB',
  created_at: '2026-01-01T00:00:00Z',
};

export function discoverPage(titles: readonly string[], next: string | null = null): DiscoverPage {
  return {
    results: titles.map((title) => ({
      kind: 'course',
      id: `id of ${title}`,
      slug: title.toLowerCase(),
      title,
      summary: '',
      organization: ORGANIZATION,
      category: null,
      level: 'beginner',
      language: 'en',
      format: 'on_demand',
      starts_at: null,
      ends_at: null,
      time_zone: null,
      place: '',
      price: PRICE,
      price_is_lowest: false,
      credits: { ...CREDITS, types: [...CREDITS.types] },
      rating: { average: null, count: 0 },
      duration_seconds: 3600,
      lesson_count: 3,
      thumbnail_url: null,
      published_at: '2026-11-01T00:00:00Z',
    })),
    next,
    previous: null,
    count: titles.length,
    count_capped: false,
    facets: {
      kind: [],
      format: [{ value: 'online', label: 'Online', count: 1 }],
      category: [{ value: 'law', label: 'Ethics & law', count: 2 }],
      level: [{ value: 'advanced', label: 'Advanced', count: 1 }],
      language: [],
      price: [],
    },
  };
}

export const COURSE: CourseDetail = {
  id: 'c1',
  slug: 'consent',
  title: 'Consent and capacity in practice',
  subtitle: 'Make sound decisions.',
  organization: ORGANIZATION,
  category: null,
  level: 'beginner',
  language: 'en',
  price: PRICE,
  duration_seconds: 19200,
  lesson_count: 2,
  rating: { average: null, count: 0 },
  credits: { ...CREDITS, types: [...CREDITS.types] },
  thumbnail_url: null,
  status: 'published',
  published_at: '2026-11-01T00:00:00Z',
  description_html: '',
  outcomes: [],
  instructors: [],
  modules: [],
  reviews_count: 0,
  tax_label: 'VAT included',
  viewer: null,
};

export const QUOTE: Quote = {
  currency: 'GBP',
  subtotal: PRICE,
  discount: NOTHING,
  tax: { amount: 2000, currency: 'GBP' },
  total: PRICE,
  tax_inclusive: true,
  promo_code: '',
  lines: [
    {
      item_kind: 'course',
      item_id: COURSE.id,
      title: COURSE.title,
      organization: { slug: ORGANIZATION.slug, name: ORGANIZATION.name },
      image_url: null,
      list_price: PRICE,
      discount: NOTHING,
      tax: { amount: 2000, currency: 'GBP' },
      tax_label: 'VAT',
      tax_rate_basis_points: 2000,
      tax_inclusive: true,
      total: PRICE,
    },
  ],
};

const LESSON = { estimated_seconds: 300, completed: false, best_score_percent: null, passed: null } as const;

export const LEARN: LearnPage = {
  course: {
    id: COURSE.id,
    slug: COURSE.slug,
    title: COURSE.title,
    language: 'en',
    organization: ORGANIZATION,
    credits: { ...CREDITS, types: [...CREDITS.types] },
  },
  enrollment: {
    id: 'e1',
    course_id: COURSE.id,
    status: 'active',
    enrolled_at: '2026-11-01T00:00:00Z',
    completed_at: null,
  },
  progress_percent: 50,
  modules: [
    {
      id: 'm1',
      title: 'The legal frame',
      lessons: [
        { ...LESSON, id: 'l1', title: 'Four tests', kind: 'article', question_count: null },
        { ...LESSON, id: 'l2', title: 'Module quiz', kind: 'quiz', question_count: 3 },
      ],
    },
  ],
  resume_lesson_id: 'l1',
};

export const ARTICLE: Lesson = {
  id: 'l1',
  title: 'Four tests',
  kind: 'article',
  is_preview: true,
  estimated_seconds: 300,
  body_html: '<p>Name the decision.</p>',
  module_id: 'm1',
  module_title: 'The legal frame',
  course_id: COURSE.id,
  course_slug: COURSE.slug,
  course_title: COURSE.title,
  enrolled: true,
  completed: false,
  quiz: null,
  assignment: null,
  document: null,
  previous_lesson_id: null,
  next_lesson_id: 'l2',
};

export const QUIZ: Lesson = {
  ...ARTICLE,
  id: 'l2',
  title: 'Module quiz',
  kind: 'quiz',
  body_html: '',
  quiz: {
    question_count: 3,
    pass_percent: 70,
    attempts_allowed: 2,
    time_limit_seconds: null,
    attempts_used: 0,
    best_score_percent: null,
    passed: false,
    open_attempt_id: null,
  },
  previous_lesson_id: 'l1',
  next_lesson_id: null,
};

export const ATTEMPT: Attempt = {
  id: 'a1',
  number: 1,
  lesson_id: 'l2',
  status: 'started',
  started_at: '2026-11-22T10:00:00Z',
  deadline_at: null,
  submitted_at: null,
  score_percent: null,
  passed: null,
  pass_percent: 70,
  results: null,
  questions: [
    {
      id: 'q1',
      kind: 'single',
      prompt_html: '<p>What comes first?</p>',
      choices: [
        { id: 'a', text: 'Decide now' },
        { id: 'b', text: 'Wait and ask' },
      ],
      points: 1,
    },
    {
      id: 'q2',
      kind: 'multiple',
      prompt_html: '<p>What belongs in the record?</p>',
      choices: [
        { id: 'a', text: 'The decision' },
        { id: 'b', text: 'The help given' },
      ],
      points: 1,
    },
    { id: 'q3', kind: 'numeric', prompt_html: '<p>How many parts?</p>', choices: null, points: 1 },
  ],
};

export const OUTCOME: AttemptOutcome = {
  status: 'graded',
  score_percent: 66,
  passed: false,
  pass_percent: 70,
  results: [
    { question_id: 'q1', correct: true, your_answer: 'b', right_answer: 'b', explanation_html: '' },
    {
      question_id: 'q2',
      correct: false,
      your_answer: ['a'],
      right_answer: ['a', 'b'],
      explanation_html: '<p>The help given must be shown.</p>',
    },
    { question_id: 'q3', correct: true, your_answer: '4.5', right_answer: '4.5', explanation_html: '' },
  ],
  progress_percent: 50,
  course_completed: false,
  attempts_left: 1,
};
