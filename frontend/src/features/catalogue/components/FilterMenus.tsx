import { useTranslation } from 'react-i18next';

import { Popover, Radio, RadioGroup } from '@/components';

import { CHIPS, FilterChip, MORE, MoreChip, type ChipGroupProps } from './FilterChips';

import type { FilterName } from '../filters';

interface FilterMenusProps extends ChipGroupProps {
  /** The chip that was pressed while this was on its way. */
  openedFirst: string;
}

/** Loaded with the first press on a chip; see `FilterBar`. */
export default function FilterMenus({ openedFirst, ...group }: FilterMenusProps) {
  const { t } = useTranslation('catalogue');
  return (
    <>
      {CHIPS.map((name) => (
        <Popover
          key={name}
          label={t(`filter.${name}`)}
          defaultOpen={name === openedFirst}
          trigger={<FilterChip name={name} filters={group.filters} options={group.options} />}
        >
          <FilterChoice name={name} {...group} />
        </Popover>
      ))}
      <Popover
        label={t('filter.more')}
        align="end"
        defaultOpen={openedFirst === 'more'}
        trigger={<MoreChip filters={group.filters} />}
      >
        <div className="grid gap-4">
          {MORE.map((name) => (
            <FilterChoice key={name} name={name} {...group} />
          ))}
        </div>
      </Popover>
    </>
  );
}

function FilterChoice({ name, filters, options, onFilter }: ChipGroupProps & { name: FilterName }) {
  const { t } = useTranslation('catalogue');
  const value = filters.values[name];
  return (
    <RadioGroup legend={t(`filter.${name}`)}>
      <Radio
        name={name}
        label={t('any')}
        checked={value === undefined}
        onChange={() => onFilter(name, undefined)}
      />
      {options[name].map((option) => (
        <Radio
          key={option.value}
          name={name}
          checked={option.value === value}
          onChange={() => onFilter(name, option.value)}
          label={
            <span className="flex justify-between gap-4">
              {option.label}
              {option.count !== undefined && <span className="num text-sm text-ink-3">{option.count}</span>}
            </span>
          }
        />
      ))}
    </RadioGroup>
  );
}
