/** The scopes as a person is asked for them, and those of the vendor that open nothing here. */

/** The end of "It could then …". */
const words: Readonly<Record<string, string>> = {
  'contacts.readonly': 'see contacts, with their notes and tasks',
  'contacts.write':
    'add, change and remove contacts, their notes and tasks, and lift a do-not-disturb',
  'locations.readonly': 'see the name and settings of the workspace',
  'locations/tags.readonly': 'see tags',
  'locations/tags.write': 'add, change and remove tags',
  'locations/customFields.readonly': 'see custom fields',
  'locations/customFields.write': 'add, change and remove custom fields',
  'locations/customValues.readonly': 'see custom values',
  'locations/customValues.write': 'add, change and remove custom values',
  'locations/tasks.readonly': 'see the tasks of all contacts',
  'businesses.readonly': 'see businesses',
  'businesses.write': 'add, change and remove businesses',
  'oauth.readonly': 'see which workspaces it was let into',
  'oauth.write': 'get access to each workspace that it was let into',
};

/** In plain words; null for a scope that opens nothing here. */
export function scopeInWords(scope: string): string | null {
  return Object.hasOwn(words, scope) ? (words[scope] ?? null) : null;
}

const both = (names: string): string[] =>
  names.split(/\s+/).flatMap((name) => [`${name}.readonly`, `${name}.write`]);

/** The vendor's other scopes: granted when asked for, since apps ask for all that they use. */
export const idleScopes: readonly string[] = [
  ...both(`associations associations/relation blogs/post calendars calendars/events calendars/groups
    calendars/resources conversations conversations/message courses custom-menu-link emails/builder forms invoices
    invoices/estimate invoices/schedule invoices/template knowledge-bases links 
    medias objects/record objects/schema opportunities payments/custom-provider payments/integration payments/orders
    products products/collection products/prices saas/company saas/location socialplanner/account
    socialplanner/category socialplanner/csv socialplanner/oauth socialplanner/post socialplanner/tag store/setting
    store/shipping users voice-ai-agents`),
  'locations/tasks.write',
  ...`blogs/author.readonly blogs/category.readonly blogs/check-slug.readonly blogs/list.readonly
    blogs/posts.readonly blogs/post-update.write campaigns.readonly charges.readonly charges.write companies.readonly
    conversation-ai.readonly conversations/livechat.write conversations/reports.readonly emails/schedule.readonly
    forms.write funnels/funnel.readonly funnels/page.readonly funnels/pagecount.readonly funnels/redirect.readonly
    funnels/redirect.write locations.write locations/templates.readonly marketplace-installer-details.readonly
    numberpools.read payments/subscriptions.readonly payments/transactions.readonly payments/coupons.readonly
    payments/coupons.write phonenumbers.read recurring-tasks.readonly recurring-tasks.write snapshots.readonly
    snapshots.write socialplanner/statistics.readonly surveys.readonly twilioaccount.read
    wordpress.site.readonly workflows.readonly`.split(/\s+/),
];
