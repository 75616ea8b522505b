import { useInfiniteQuery } from '@tanstack/react-query';
import { Star } from 'lucide-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Avatar, Button, DateText, LoadMore } from '@/components';
import { cx } from '@/lib/cx';

import { reviewsQuery } from '../queries';

import type { CourseDetail, Review } from '@/api';

// A form with its rules: only those who write a review pay for it.
const ReviewDialog = lazy(async () => ({ default: (await import('./ReviewDialog')).ReviewDialog }));

export function Reviews({ course }: { course: CourseDetail }) {
  const { t } = useTranslation('learning');
  const [writing, setWriting] = useState(false);
  const [asked, setAsked] = useState(false);
  const list = useInfiniteQuery(reviewsQuery(course.id));
  const reviews = list.data?.pages.flatMap((page) => page.results) ?? [];
  const mine = reviews.find((review) => review.mine);
  const mayWrite = course.viewer?.enrolled ?? false;
  const [first, ...others] = reviews.filter((review) => review.text);
  if (reviews.length === 0 && !mayWrite) return null;
  return (
    <section className="mt-14">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div>
          <h2 className="d3">{t('reviews.title')}</h2>
          {course.rating.average && (
            <p className="num mt-1 text-sm text-ink-3">
              {t('reviews.sum', { average: course.rating.average, count: course.rating.count })}
            </p>
          )}
        </div>
        {mayWrite && (
          <Button
            size="sm"
            onClick={() => {
              setAsked(true);
              setWriting(true);
            }}
          >
            {t(mine ? 'reviews.edit' : 'reviews.write')}
          </Button>
        )}
      </div>
      {first && (
        <figure className="mt-7">
          <blockquote className="serif max-w-[26em] text-[1.35rem] leading-[1.36] italic wide:text-[1.6rem]">
            “{first.text}”
          </blockquote>
          <figcaption className="mt-2.5 flex items-center gap-3 text-sm text-ink-3">
            <Stars rating={first.rating} />
            {first.author_name}
          </figcaption>
        </figure>
      )}
      {others.length > 0 && (
        <ul className="mt-8 border-t border-line">
          {others.map((review) => (
            <ReviewRow key={review.id} review={review} />
          ))}
        </ul>
      )}
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
        label={t('reviews.more')}
      />
      {mayWrite && asked && (
        <Suspense>
          <ReviewDialog
            key={mine?.id ?? 'new'}
            course={course}
            mine={mine}
            open={writing}
            onOpenChange={setWriting}
          />
        </Suspense>
      )}
    </section>
  );
}

function ReviewRow({ review }: { review: Review }) {
  return (
    <li className="flex gap-4 border-b border-line py-5">
      <Avatar name={review.author_name} url={review.author_avatar_url} size={40} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <b className="font-semibold">{review.author_name}</b>
          <Stars rating={review.rating} />
          <span className="text-ink-3">
            <DateText value={review.created_at} />
          </span>
        </p>
        <p className="mt-1.5 max-w-(--measure) leading-relaxed text-ink-2">{review.text}</p>
      </div>
    </li>
  );
}

function Stars({ rating }: { rating: number }) {
  const { t } = useTranslation('learning');
  return (
    <span role="img" aria-label={t('reviews.stars', { rating })} className="inline-flex gap-0.5">
      {[1, 2, 3, 4, 5].map((step) => (
        <Star
          key={step}
          size={14}
          strokeWidth={1.75}
          aria-hidden
          className={cx(step <= rating ? 'fill-cat-2 text-cat-2' : 'text-line-strong')}
        />
      ))}
    </span>
  );
}
