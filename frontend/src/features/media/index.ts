export { PictureField } from './components/PictureField';
export { UploadField } from './components/UploadField';
export { ACCEPTED, lessonFilmSlot, slotFor, type RequestSlot } from './requests';
export { useUpload, type UploadState } from './useUpload';
