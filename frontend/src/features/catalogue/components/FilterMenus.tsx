import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Field, Input, Popover, Radio, RadioGroup } from '@/components';

import { accreditorsQuery } from '../queries';
import { CHIPS, FilterChip, MORE, MoreChip, type ChipGroupProps } from './FilterChips';

import type { Choosable } from '../options';

interface FilterMenusProps extends ChipGroupProps {
  /** The chip that was pressed while this was on its way. */
  openedFirst: string;
  onShown: () => void;
}

/** Loaded with the first press on a chip; see `FilterBar`. */
export default function FilterMenus({ openedFirst, onShown, ...group }: FilterMenusProps) {
  const { t } = useTranslation('catalogue');
  useLayoutEffect(onShown, [onShown]);
  return (
    <>
      {CHIPS.map((name) => (
        <Popover
          key={name}
          label={t(`filter.${name}`)}
          defaultOpen={name === openedFirst}
          className={SCROLLS}
          trigger={<FilterChip name={name} filters={group.filters} options={group.options} />}
        >
          {name === 'when' ? <WhenChoice {...group} /> : <FilterChoice name={name} {...group} />}
        </Popover>
      ))}
      <Popover
        label={t('filter.more')}
        align="end"
        defaultOpen={openedFirst === 'more'}
        className={SCROLLS}
        trigger={<MoreChip filters={group.filters} />}
      >
        <MoreChoices {...group} />
      </Popover>
    </>
  );
}

const SCROLLS = 'max-h-[min(34rem,var(--radix-popover-content-available-height))] overflow-y-auto';

function FilterChoice({ name, filters, options, onFilter }: ChipGroupProps & { name: Choosable }) {
  const { t } = useTranslation('catalogue');
  const value = filters.values[name];
  return (
    <RadioGroup legend={t(`filter.${name}`)}>
      <Radio
        name={name}
        label={t('any')}
        checked={value === undefined}
        onChange={() => onFilter({ [name]: undefined })}
      />
      {options[name].map((option) => (
        <Radio
          key={option.value}
          name={name}
          checked={option.value === value}
          onChange={() => onFilter({ [name]: option.value })}
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

/** A named range, or days; the one takes the place of the other. */
function WhenChoice({ filters, options, onFilter }: ChipGroupProps) {
  const { t } = useTranslation('catalogue');
  const { when, date_from: from, date_to: to } = filters.values;
  return (
    <div className="grid gap-4">
      <RadioGroup legend={t('filter.when')}>
        <Radio
          name="when"
          label={t('any')}
          checked={!when && !from && !to}
          onChange={() => onFilter({ when: undefined, date_from: undefined, date_to: undefined })}
        />
        {options.when.map(({ value, label }) => (
          <Radio
            key={value}
            name="when"
            label={label}
            checked={value === when}
            onChange={() => onFilter({ when: value, date_from: undefined, date_to: undefined })}
          />
        ))}
      </RadioGroup>
      <fieldset className="border-t border-line pt-3">
        <legend className="sr-only">{t('when.dates')}</legend>
        <div className="grid gap-3">
          <Field label={t('filter.date_from')}>
            <Input
              type="date"
              value={from ?? ''}
              max={to}
              onChange={({ target }) => onFilter({ when: undefined, date_from: target.value || undefined })}
            />
          </Field>
          <Field label={t('filter.date_to')}>
            <Input
              type="date"
              value={to ?? ''}
              min={from}
              onChange={({ target }) => onFilter({ when: undefined, date_to: target.value || undefined })}
            />
          </Field>
        </div>
      </fieldset>
    </div>
  );
}

function MoreChoices(group: ChipGroupProps) {
  const { t } = useTranslation('catalogue');
  const accreditors = useQuery(accreditorsQuery());
  return (
    <div className="grid gap-4">
      <PlaceField {...group} />
      {MORE.map((name) => (
        <FilterChoice key={name} name={name} {...group} />
      ))}
      {accreditors.isError && (
        <p role="alert" className="text-sm text-ink-2">
          {t('accreditorsFailed')}
        </p>
      )}
    </div>
  );
}

/** Asked for when the field is left or Enter is pressed, not with each letter. */
function PlaceField({ filters, onFilter }: ChipGroupProps) {
  const { t } = useTranslation('catalogue');
  const [text, setText] = useState(filters.values.place ?? '');
  const typed = text.trim();
  const ask = () => {
    if (typed !== (filters.values.place ?? '')) onFilter({ place: typed || undefined });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <Field label={t('filter.place')} hint={t('placeHint')}>
        <Input
          value={text}
          maxLength={100}
          autoComplete="address-level2"
          enterKeyHint="search"
          onChange={(event) => setText(event.target.value)}
          onBlur={ask}
        />
      </Field>
      {typed !== (filters.values.place ?? '') && (
        <Button type="submit" className="mt-2">
          {t('placeShow')}
        </Button>
      )}
    </form>
  );
}
