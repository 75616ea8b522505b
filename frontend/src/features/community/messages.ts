import { addMessages } from '@/lib/i18n';

import messages from './locales/en-GB.json';

addMessages('community', messages);
