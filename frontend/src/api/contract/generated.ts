import type { components, paths as Documented } from '../schema';
import type { Page, Read, Remove, Write } from './shape';

type Schemas = components['schemas'];

export type Accreditor = Schemas['Accreditor'];
export type CartAnswer = Schemas['Cart'];
export type CartItem = Schemas['CartItem'];
export type CategoryNode = Omit<Schemas['CategoryNode'], 'children'> & { readonly children: CategoryNode[] };
export type CourseChange = Schemas['PatchedCourseChangeRequest'];
export type CourseStart = Schemas['CourseCreateRequest'];
export type CourseStatus = Schemas['CourseStatusEnum'];
export type Gate = Schemas['Gate'];
export type GateClauseInput = Schemas['ClauseWriteRequest'];
export type Invitation = Schemas['Invitation'];
export type InvitationStart = Schemas['InvitationCreateRequest'];
export type LessonChange = Schemas['PatchedLessonChangeRequest'];
export type Member = Schemas['Member'];
export type Notification = Schemas['Notification'];
export type Obstacle = Schemas['Obstacle'];
export type Organization = Schemas['Organization'];
export type OrganizationChange = Schemas['PatchedOrganizationUpdateRequest'];
export type OrganizationStart = Schemas['OrganizationCreateRequest'];
export type Outline = Schemas['Outline'];
export type Permission = Schemas['PermissionsEnum'];
export type Preference = Schemas['Preference'];
export type PromoCode = Schemas['PromoCode'];
export type PromoCodeChange = Schemas['PatchedLimitsRequest'];
export type PromoCodeStart = Schemas['PromoCodeInputRequest'];
export type QuestionInput = Schemas['QuestionInputRequest'];
export type QuizInput = Schemas['QuizWriteRequest'];
export type Refund = Schemas['Refund'];
export type RefundInput = Schemas['RefundInputRequest'];
export type Role = Schemas['RolesEnum'];
export type Sale = Schemas['Sale'];
export type SellerProfile = Schemas['SellerProfile'];
export type SellerProfileChange = Schemas['PatchedSellerProfileInputRequest'];
export type TemplateSignatory = Schemas['Signatory'];
export type StaffCertificate = Schemas['StaffCertificate'];
export type StaffCourse = Schemas['StaffCourse'];
export type StaffLesson = Schemas['StaffLesson'];
export type StaffModule = Schemas['StaffModule'];
export type StaffQuestion = Schemas['StaffQuestion'];
export type AssignmentInput = Schemas['AssignmentWriteRequest'];
export type Grading = Schemas['Grading'];
export type GradeInput = Schemas['GradeRequest'];
export type QueueRow = Schemas['QueueRow'];
export type StaffAssignment = Schemas['StaffAssignment'];
export type StaffQuiz = Schemas['StaffQuizDetail'];
export type Template = Schemas['Template'];
export type TemplateInput = Schemas['TemplateWriteRequest'];
export type Upload = Schemas['Upload'];
export type UploadPurpose = Schemas['UploadPurposeEnum'];
export type UploadSlot = Schemas['Slot'];

interface Paged {
  cursor?: string;
}

/** Where the document leaves something out: the page of a list, a tree's own type. */
interface Completed {
  '/api/courses/category/': { get: Read<{ results: CategoryNode[] }> };
  '/api/notifications/': { get: Read<Page<Notification>, Paged> };
  '/api/organizations/': {
    get: Read<Page<Organization>, Paged>;
    post: Write<OrganizationStart, Organization>;
  };
  '/api/organizations/{slug}/members/': { get: Read<Page<Member>, Paged, { slug: string }> };
  '/api/organizations/{slug}/invitations/': {
    get: Read<Page<Invitation>, Paged, { slug: string }>;
    post: Write<InvitationStart, Invitation, { slug: string }>;
  };
  '/api/promo-codes/': { get: Read<Page<PromoCode>, Paged>; post: Write<PromoCodeStart, PromoCode> };
  '/api/user/sessions/{session_id}/': { delete: Remove<{ session_id: string }> };
}

/** The organization's header is added by `inTenant`, not named with every call. */
type WithoutHeader<Operation> = Operation extends { parameters: infer Parameters }
  ? Omit<Operation, 'parameters'> & { parameters: Omit<Parameters, 'header'> }
  : Operation;

type Plain = {
  [Path in keyof Documented]: {
    [Method in keyof Documented[Path] as Method extends 'parameters' ? never : Method]: WithoutHeader<
      Documented[Path][Method]
    >;
  };
};

/** `Over` where it says something of a method, `Under` for the rest. */
export type Merged<Over, Under> = Omit<Under, keyof Over> & {
  [Path in keyof Over]: Path extends keyof Under
    ? Over[Path] & Omit<Under[Path], keyof Over[Path]>
    : Over[Path];
};

export type GeneratedPaths = Merged<Completed, Plain>;
