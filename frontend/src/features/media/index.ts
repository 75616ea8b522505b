export { PictureField } from './components/PictureField';
export { UploadField } from './components/UploadField';
export { lessonFilmSlot, type RequestSlot } from './requests';
