import { NewCourseDialog } from './courses/NewCourseDialog';
import './messages';
import { OrganizationContext } from './organization';

import type { Organization } from '@/api';

/** A new course from anywhere; it ends in the builder. */
export default function NewCourse({
  organization,
  onClose,
}: {
  organization: Organization;
  onClose: () => void;
}) {
  return (
    <OrganizationContext value={organization}>
      <NewCourseDialog
        open
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      />
    </OrganizationContext>
  );
}
