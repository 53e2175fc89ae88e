/** How often each value occurs among the contacts that were found. */
import type { FacetCount, FacetCounts, SearchFacet } from '../../../core/port/search-query.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { TenantConnection } from '../../database.ts';
import { rowAs } from '../table.ts';

const mostValues = 10;

const ofContact = 'contact c where c.tenant_id = $1 and c.id = any($2::uuid[])';

/** Each gives the value once for a contact. */
const values: Readonly<Record<SearchFacet, string>> = {
  tag: 'select t.name as value from contact_tag l join tag t on t.tenant_id = $1 and t.id = l.tag_id where l.tenant_id = $1 and l.contact_id = any($2::uuid[])',
  origin: `select c.origin as value from ${ofContact}`,
  source: `select c.lead_source as value from ${ofContact}`,
  company: `select c.company_name as value from ${ofContact}`,
  city: `select distinct a.contact_id, a.city as value from contact_address a where a.tenant_id = $1 and a.contact_id = any($2::uuid[])`,
  archived: `select case when c.archived_at is null then 'false' else 'true' end as value from ${ofContact}`,
};

interface Counted {
  readonly tenantId: number;
  readonly ids: readonly Uuid[];
  readonly facets: readonly SearchFacet[];
}

/** In one round trip. */
export async function countFacets(
  connection: TenantConnection,
  { tenantId, ids, facets }: Counted,
): Promise<FacetCounts> {
  const counts = await Promise.all(
    facets.map(async (facet): Promise<[SearchFacet, FacetCount[]]> => {
      const rows = await connection.query(statementOf(facet), [tenantId, ids]);
      return [facet, rows.map((row) => rowAs<FacetCount>(row))];
    }),
  );
  return Object.fromEntries(counts);
}

function statementOf(facet: SearchFacet): { name: string; text: string } {
  const text = `select v.value, count(*) as count from (${values[facet]}) v where v.value <> '' group by v.value order by count(*) desc, v.value limit ${mostValues}`;
  return { name: `search_facet_${facet}`, text };
}
