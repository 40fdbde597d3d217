import type { Card } from '../../chat/card.ts';
import { type Context, speak } from '../context.ts';
import { linkCard } from './card.ts';
import type { Link } from './service.ts';

/** @returns the code, for whoever made it */
export const shownLink = (context: Context, link: Link): Card => linkCard(link, speak(context));
