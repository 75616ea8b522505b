import { memo } from 'react';

/** All zones as options of a Select, with the one that was chosen before whether the browser knows it or not. */
export const TimeZoneOptions = memo(function TimeZoneOptions({ chosen }: { chosen: string }) {
  const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), chosen])].sort();
  return zones.map((zone) => (
    <option key={zone} value={zone}>
      {zone.replaceAll('_', ' ')}
    </option>
  ));
});
