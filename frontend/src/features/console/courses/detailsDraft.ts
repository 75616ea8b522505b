import { parseAmount, writeAmount } from '../amounts';

import type { CourseChange, StaffCourse } from '@/api';

export interface CreditDraft {
  credit_type: string;
  amount: string;
  approval_reference: string;
}

export interface InstructorDraft {
  id: string;
  name: string;
  avatar: string | null;
  headline: string;
  bio: string;
}

export interface DetailsDraft {
  title: string;
  subtitle: string;
  description: string;
  /** One a line. */
  outcomes: string;
  level: StaffCourse['level'];
  language: string;
  category: string;
  paid: boolean;
  price: string;
  credits: CreditDraft[];
  instructors: InstructorDraft[];
}

export interface DetailsProblems {
  title?: true;
  price?: true;
  /** Places of the credits whose amount cannot be read. */
  credits: number[];
}

export function detailsOf(course: StaffCourse): DetailsDraft {
  return {
    title: course.title,
    subtitle: course.subtitle,
    description: course.description_md,
    outcomes: course.outcomes.join('\n'),
    level: course.level,
    language: course.language,
    category: course.category?.slug ?? '',
    paid: course.price !== null,
    price: course.price ? writeAmount(course.price.amount, course.price.currency) : '',
    credits: course.credits.map(({ credit_type, amount, approval_reference }) => ({
      credit_type,
      amount,
      approval_reference,
    })),
    instructors: course.instructors.map((person) => ({
      id: person.id,
      name: person.display_name,
      avatar: person.avatar_url,
      headline: person.headline,
      bio: person.bio,
    })),
  };
}

export function detailsProblems(draft: DetailsDraft, currency: string): DetailsProblems {
  const price = parseAmount(draft.price, currency);
  return {
    ...(draft.title.trim() === '' && { title: true as const }),
    ...(draft.paid && (price === null || price === 0) && { price: true as const }),
    credits: draft.credits.flatMap((credit, index) =>
      /^\d{1,4}([.,]\d{1,2})?$/.test(credit.amount.trim()) && Number(credit.amount.replace(',', '.')) > 0
        ? []
        : [index],
    ),
  };
}

export function changeOf(draft: DetailsDraft, currency: string): CourseChange {
  return {
    title: draft.title.trim(),
    subtitle: draft.subtitle.trim(),
    description_md: draft.description,
    outcomes: draft.outcomes
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    level: draft.level,
    language: draft.language,
    category: draft.category || null,
    price: draft.paid ? { amount: parseAmount(draft.price, currency) ?? 0, currency } : null,
    credits: draft.credits.map((credit) => ({
      credit_type: credit.credit_type,
      amount: credit.amount.trim().replace(',', '.'),
      approval_reference: credit.approval_reference.trim(),
    })),
    instructors: draft.instructors.map(({ id, headline, bio }) => ({
      id,
      headline: headline.trim(),
      bio: bio.trim(),
    })),
  };
}
