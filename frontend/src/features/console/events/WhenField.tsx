import { Field, Input } from '@/components';

import type { Wall } from './zoned';

interface WhenFieldProps {
  label: string;
  value: Wall;
  onChange: (value: Wall) => void;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
}

/** Date and time on the clocks of the event's zone. */
export function WhenField({ label, value, onChange, hint, error, optional = false }: WhenFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      <Input type="datetime-local" value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}
