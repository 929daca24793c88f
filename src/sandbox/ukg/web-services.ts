/** The web services that a service account is given rights on, by the names of ukg-pro-api 1 (roles). */
export const webServices = [
  'Employee Person Details',
  'Personnel Integration',
  'Employee Export',
  'Employee Job History Details',
  'Company Configuration Integration',
] as const;

export type WebService = (typeof webServices)[number];
