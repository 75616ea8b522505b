import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button, Menu, MenuItem } from '@/components';

import { newClause, type ClauseDraft } from './draft';

const KINDS = ['attendance', 'survey', 'paid', 'identity'] as const;

interface AddClauseProps {
  clauses: readonly ClauseDraft[];
  onAdd: (clause: ClauseDraft) => void;
}

/** Attendance may be asked for in several ways, the others once. */
export function AddClause({ clauses, onAdd }: AddClauseProps) {
  const { t } = useTranslation('eventGate');
  const there = new Set(clauses.map(({ kind }) => kind));
  const free = KINDS.filter((kind) => kind === 'attendance' || !there.has(kind));
  return (
    <div className="mt-5">
      <Menu
        align="start"
        trigger={
          <Button data-shortcut="n">
            <Plus size={17} strokeWidth={1.75} aria-hidden />
            {t('add')}
          </Button>
        }
      >
        {free.map((kind) => (
          <MenuItem key={kind} onSelect={() => onAdd(newClause(kind))}>
            {t(`kind.${kind}`)}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
