import type { SurveyQuestionKind, SurveyResultGroup } from '@/api';

const ROW = 34;

/** 436 hundredths: "4.4". Rounded down, as wherever a figure might flatter. */
export function averageText(hundredths: number): string {
  return (Math.floor(hundredths / 10) / 10).toFixed(1);
}

export function mostOf(kind: SurveyQuestionKind): number {
  return kind === 'rating' ? 5 : 10;
}

export function topOf(counts: SurveyResultGroup['counts']) {
  return [...counts].sort((one, other) => other.count - one.count)[0];
}

/** Of a chart with so many rows, in pixels. */
export function heightOf(rows: number): number {
  return rows * ROW;
}
