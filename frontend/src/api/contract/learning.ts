import type { components } from '../schema';

type Schemas = components['schemas'];

export type AnswerResult = Schemas['AnswerResult'];
export type Assignment = Schemas['Assignment'];
export type Attempt = Schemas['Attempt'];
export type AttemptOutcome = Schemas['AttemptOutcome'];
export type BoughtCourse = Schemas['BoughtCourse'];
export type CourseDetail = Schemas['CourseDetail'];
export type Heartbeat = Schemas['HeartbeatRequest'];
export type Instructor = Schemas['Instructor'];
export type Learner = Schemas['Learner'];
export type LearnPage = Schemas['LearnPage'];
export type Lesson = Schemas['Lesson'];
export type LessonKind = Schemas['LessonKindEnum'];
export type LessonQuiz = Schemas['LessonQuiz'];
export type LessonDocument = Schemas['Document'];
export type Playback = Schemas['Playback'];
export type Question = Schemas['Question'];
export type Review = Schemas['Review'];
export type RubricCriterion = Schemas['RubricCriterion'];
export type Work = Schemas['Work'];
export type WorkDraft = Schemas['DraftRequest'];
export type WorkFile = Schemas['HandedInFile'];
export type WorkVersion = Schemas['WorkVersion'];

/** A choice id, several of them, a boolean, or what was typed: by the kind of the question. */
export type Answer = string | string[] | boolean;
