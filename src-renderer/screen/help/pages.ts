/** placeholder */
export interface HelpPageTitle {
  readonly name: string;
  readonly title: string;
}
export const helpPages: readonly HelpPageTitle[] = [];
