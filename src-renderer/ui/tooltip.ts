/**
 * `{@attach tooltip('words')}`: words beside an element on hover and on keyboard focus. Escape puts them away, the pointer may rest on
 * them. They describe the element to screen readers unless they repeat its name. One pop-up serves the page.
 */
import type { Attachment } from 'svelte/attachments';
import { keepBeside } from './place-beside.ts';

const delayMs = 350;
let popup: HTMLElement | undefined;
let owner: Element | undefined;
let release: (() => void) | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

const hide = (): void => {
  clearTimeout(timer);
  release?.();
  release = undefined;
  owner = undefined;
  if (popup?.matches(':popover-open')) popup.hidePopover();
};

/** Leaves time to move the pointer onto the words. */
const hideSoon = (): void => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!popup?.matches(':hover')) hide();
  }, 120);
};

const make = (): HTMLElement => {
  const made = document.createElement('div');
  made.className = 'tooltip';
  made.popover = 'manual';
  made.ariaHidden = 'true';
  made.addEventListener('pointerleave', hideSoon);
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
  document.body.append(made);
  return made;
};

const show = (element: Element, words: string): void => {
  popup ??= make();
  hide();
  owner = element;
  popup.textContent = words;
  popup.showPopover();
  release = keepBeside(() => element.getBoundingClientRect(), popup, 'center');
};

export const tooltip =
  (words: string | null | undefined, options: { readonly repeatsName?: boolean } = {}): Attachment =>
  (element) => {
    if (!words) return;
    if (!options.repeatsName) element.setAttribute('aria-description', words);
    const over = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => show(element, words), delayMs);
    };
    const focus = (): void => {
      if (element.matches(':focus-visible')) show(element, words);
    };
    element.addEventListener('pointerenter', over);
    element.addEventListener('pointerleave', hideSoon);
    element.addEventListener('focus', focus);
    element.addEventListener('blur', hide);
    element.addEventListener('pointerdown', hide);
    return () => {
      if (owner === element) hide();
      element.removeAttribute('aria-description');
      element.removeEventListener('pointerenter', over);
      element.removeEventListener('pointerleave', hideSoon);
      element.removeEventListener('focus', focus);
      element.removeEventListener('blur', hide);
      element.removeEventListener('pointerdown', hide);
    };
  };
