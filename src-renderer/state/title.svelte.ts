/** The title of the screen on show, for the window, the operating system and screen readers. `ScreenTitle` sets it. */
class Title {
  screen = $state('');
}

export const title = new Title();
