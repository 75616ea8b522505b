import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

export const LOCALE = 'en-GB';

void i18next.use(initReactI18next).init({
  lng: LOCALE,
  fallbackLng: LOCALE,
  defaultNS: 'common',
  ns: ['common'],
  resources: { [LOCALE]: {} },
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});

/** Adds one feature's strings. They travel with the feature's own chunk, not with the first load. */
export function addMessages(namespace: string, messages: Record<string, unknown>): void {
  i18next.addResourceBundle(LOCALE, namespace, messages, true, true);
}

/** How the signed-in person writes dates and numbers. The words stay in the one language that there is. */
export function applyLocale(locale: string): void {
  if (!locale.startsWith('en') || locale === i18next.language) return;
  document.documentElement.lang = locale;
  void i18next.changeLanguage(locale);
}

/** The locale for numbers and dates: the language of the page. */
export function useLocale(): string {
  return useTranslation().i18n.language;
}

export { i18next };
