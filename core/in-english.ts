import { config } from 'zod/mini';
import english from 'zod/v4/locales/en.js';

// zod/mini, which is a tenth of zod in a bundle, brings no words for what is wrong with a value
config(english());
