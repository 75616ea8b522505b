import { useTranslation } from 'react-i18next';

import { Avatar, Section } from '@/components';
import { PictureField } from '@/features/media';

import { useAdoptAvatar } from '../queries';

import type { Me } from '@/api';

export function PictureSection({ me }: { me: Me }) {
  const { t } = useTranslation('accounts');
  const adopt = useAdoptAvatar();
  return (
    <Section title={t('picture.title')} lede={t('picture.lede')}>
      <PictureField
        label={t('picture.label')}
        hint={t('picture.hint')}
        purpose="avatar"
        preview={<Avatar name={me.display_name} url={me.avatar_url} size={88} />}
        chosen={me.avatar_url !== null}
        adopt={adopt}
      />
    </Section>
  );
}
