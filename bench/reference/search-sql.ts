/** Searches as one would write them by hand for PostgreSQL, for a role that no row-level security binds. */

export interface Question {
  /** What the name is to contain, in lower case. */
  readonly term: string;
  /** Conditions on `contact c`, with literals: the other two filters. */
  readonly where: string;
  /** An expression over `contact c`. */
  readonly sortedBy: string;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
}

const shownName = `coalesce(c.full_name, nullif(concat_ws(' ', c.given_name, c.family_name), ''), nullif(c.display_name, ''))`;
const children = ['contact_method', 'contact_address', 'contact_tag']
  .map(
    (table) =>
      `(select json_agg(k) from ${table} k where k.tenant_id = c.tenant_id and k.contact_id = c.id)`,
  )
  .join(', ');

/**
 * The page, whole contacts with their children, and how many there are on all pages, in one statement that finds the
 * candidates through the trigram index and looks at each once: of those tried the fastest.
 */
export function searchSql(tenant: number, question: Question): string {
  const { term, where, sortedBy, direction, limit } = question;
  const words = term.split(' ').map((word) => `s.doc like '%${word}%'`);
  const order = `value ${direction}, id ${direction}`;
  return `with found as materialized (
      select s.contact_id from contact_search s where s.tenant_id = ${tenant} and ${words.join(' and ')}
    ), hit as materialized (
      select k.id, k.value from found f cross join lateral (
        select c.id, ${sortedBy} as value from contact c
        where c.tenant_id = ${tenant} and c.id = f.contact_id and c.deleted_at is null
          and position('${term}' in lower(${shownName})) > 0 and ${where} offset 0
      ) k
    )
    select n.total::int, p.id, c.*, ${children} from (select count(*) as total from hit) n
      left join (select id, value from hit order by ${order} limit ${limit}) p on true
      left join contact c on c.tenant_id = ${tenant} and c.id = p.id
    order by p.value ${direction}, p.id ${direction}`;
}

export function hasTag(name: string): string {
  return `exists (select 1 from contact_tag l join tag t on t.tenant_id = l.tenant_id and t.id = l.tag_id
    where l.tenant_id = c.tenant_id and l.contact_id = c.id and t.name = '${name}')`;
}

/** The city of the primary address. */
export function livesIn(city: string): string {
  return `lower(btrim((select a.city from contact_address a where a.tenant_id = c.tenant_id and a.contact_id = c.id
    order by a.is_primary desc, a.position limit 1))) = '${city.toLowerCase()}'`;
}
