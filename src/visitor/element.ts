type Attributes = Readonly<Record<string, string>>;

/** A new element. Everything from outside goes through `textContent` or an attribute, so no name can become markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const name of Object.keys(attributes)) made.setAttribute(name, attributes[name] as string);
  made.append(...children);
  return made;
}

/** A button of 44 px with an icon and a name for screen readers and tooltips. */
export function iconButton(icon: string, label: string): HTMLButtonElement {
  return element('button', { type: 'button', class: `icon-button icon-${icon}`, 'aria-label': label, title: label });
}

/** A button with a word on it. */
export function textButton(label: string, kind: 'primary' | 'quiet'): HTMLButtonElement {
  return element('button', { type: 'button', class: `button button-${kind}` }, label);
}
