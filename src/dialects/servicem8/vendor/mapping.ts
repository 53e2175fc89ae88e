/** The workspace as the vendor's account. What a workspace does not have is empty. */
import { formatSqlLike } from '../../../core/value/instant.ts';
import type { Workspace } from '../../../core/workspace/workspace.ts';
import type { VendorRecord } from './schema.ts';

const hours = {
  opening_time_monday: '',
  closing_time_monday: '',
  opening_time_tuesday: '',
  closing_time_tuesday: '',
  opening_time_wednesday: '',
  closing_time_wednesday: '',
  opening_time_thursday: '',
  closing_time_thursday: '',
  opening_time_friday: '',
  closing_time_friday: '',
  opening_time_saturday: '',
  closing_time_saturday: '',
  opening_time_sunday: '',
  closing_time_sunday: '',
};

/** `edit_date` is when the workspace was made: later changes of its settings leave no time. */
export function toWire(workspace: Workspace, timeZone: string): VendorRecord {
  return {
    uuid: workspace.id,
    active: 1,
    edit_date: formatSqlLike(workspace.createdAt, timeZone),
    name: workspace.name,
    abn_number: '',
    business_number: '',
    website: '',
    email: '',
    email_accounts: '',
    billing_address: '',
    accepted_payment_methods: '',
    default_region: workspace.region,
    currency: '',
    ...hours,
    timezone_name: workspace.timeZone,
    invoice_terms: '',
    job_default_status: '',
  };
}
