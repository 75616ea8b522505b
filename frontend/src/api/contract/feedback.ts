import type { components } from '../schema';

type Schemas = components['schemas'];

export type Survey = Schemas['Survey'];
export type SurveyAbout = Schemas['SurveyAboutEnum'];
export type SurveyCondition = Schemas['SurveyCondition'];
export type SurveyInput = Schemas['SurveyInputRequest'];
export type SurveyOperator = Schemas['SurveyOperatorEnum'];
export type SurveyPaper = Schemas['SurveyPaper'];
export type SurveyQuestion = Schemas['SurveyQuestion'];
export type SurveyQuestionInput = Schemas['SurveyQuestionRequest'];
export type SurveyQuestionKind = Schemas['SurveyQuestionKindEnum'];
export type SurveyResultGroup = Schemas['SurveyResultGroup'];
export type SurveyResultQuestion = Schemas['SurveyResultQuestion'];
export type SurveyResults = Schemas['SurveyResults'];
export type SurveyStatus = Schemas['SurveyStatusEnum'];
export type SurveyTarget = Schemas['SurveyTarget'];
export type StaffSurvey = Schemas['StaffSurveyDetail'];
