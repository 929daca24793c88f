const byId = /^<GUID=([0-9a-f-]{36})>$/i;

/** How a group that is known by id only is written as a name: the extended form of a DN ([MS-ADTS] 3.1.1.3.1.2.4). */
export function groupById(id: string): string {
  return `<GUID=${id}>`;
}

/** The id in a name of the form of {@link groupById}, lower case; undefined for any other name. */
export function idOfGroupName(name: string): string | undefined {
  return byId.exec(name)?.[1]?.toLowerCase();
}
