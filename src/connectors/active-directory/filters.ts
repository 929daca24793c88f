import { AndFilter, EqualityFilter, OrFilter, PresenceFilter, type Filter } from 'ldapts';

/** Filters are objects: no value ever becomes part of a filter's text. */
export function equals(attribute: string, value: string): Filter {
  return new EqualityFilter({ attribute, value });
}

export function allOf(...filters: Filter[]): Filter {
  return new AndFilter({ filters });
}

export function anyOf(filters: readonly Filter[]): Filter {
  return new OrFilter({ filters: [...filters] });
}

/** Every object. */
export const anything: Filter = new PresenceFilter({ attribute: 'objectClass' });

/** Accounts of persons: `objectClass=user` alone includes computers (active-directory 4). */
export const persons: Filter = allOf(equals('objectCategory', 'person'), equals('objectClass', 'user'));

export const groups: Filter = equals('objectClass', 'group');
