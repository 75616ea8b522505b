import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { PageTitle, Radio, RadioGroup, Section } from '@/components';
import { chooseTheme, themeChoice, type ThemeChoice } from '@/lib/theme';

const CHOICES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

export function AppearancePage() {
  const { t } = useTranslation('accounts');
  const [theme, setTheme] = useState(themeChoice);
  return (
    <>
      <PageTitle title={t('account.appearance')} />
      <Section title={t('account.appearance')} lede={t('appearance.lede')}>
        <RadioGroup legend={t('appearance.legend')}>
          {CHOICES.map((choice) => (
            <Radio
              key={choice}
              name="theme"
              value={choice}
              checked={theme === choice}
              onChange={() => {
                chooseTheme(choice);
                setTheme(choice);
              }}
              label={t(`appearance.${choice}`)}
              hint={t(`appearance.${choice}Hint`)}
            />
          ))}
        </RadioGroup>
      </Section>
    </>
  );
}
