import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { PageTitle, Radio, RadioGroup, Section, Switch } from '@/components';
import { chooseShortcuts, useShortcutsOn } from '@/lib/shortcuts';
import { chooseTheme, useThemeChoice, type ThemeChoice } from '@/lib/theme';

const CHOICES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

export function AppearancePage() {
  const { t } = useTranslation('accounts');
  const theme = useThemeChoice();
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
              onChange={() => chooseTheme(choice)}
              label={t(`appearance.${choice}`)}
              hint={t(`appearance.${choice}Hint`)}
            />
          ))}
        </RadioGroup>
      </Section>
      <Section title={t('appearance.keyboard')} lede={t('appearance.keyboardLede')}>
        <SingleKeys />
      </Section>
    </>
  );
}

function SingleKeys() {
  const { t } = useTranslation('accounts');
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-6">
      <div className="text-ui">
        <span id={id}>{t('appearance.singleKeys')}</span>
        <span id={`${id}-hint`} className="mt-0.5 block text-sm text-ink-3">
          {t('appearance.singleKeysHint')}
        </span>
      </div>
      <Switch
        checked={useShortcutsOn()}
        onCheckedChange={chooseShortcuts}
        aria-labelledby={id}
        aria-describedby={`${id}-hint`}
      />
    </div>
  );
}
