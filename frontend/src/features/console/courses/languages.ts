/** What courses are taught in and films are captioned in; a language that is set already is offered besides. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'cy', 'ga'] as const;

const names = new Intl.DisplayNames('en-GB', { type: 'language' });

/** "German" for de. */
export function languageName(code: string): string {
  return names.of(code) ?? code;
}

/** "Deutsch" for de: as its readers call it, which is how a player's menu names captions. */
export function ownLanguageName(code: string): string {
  const name = new Intl.DisplayNames([code, 'en-GB'], { type: 'language' }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}
