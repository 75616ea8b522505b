import { createContext, use } from 'react';

/** In which language the course is written; the words around it are in the language of the pages. */
export const ContentLanguage = createContext<string | undefined>(undefined);

/** For the `lang` of whatever the course's author wrote (WCAG 3.1.2). */
export function useContentLanguage(): string | undefined {
  return use(ContentLanguage);
}
