/** Line icons on an 18 × 18 field, drawn for this panel. */
const shapes = {
  depth: 'M2.5 6.5h8v8h-8z M5.5 6.5v-2h8v8h-3 M8.5 4.5v-2h7v7h-2',
  music: 'M2 9h1.5l1.5-5 2 10 2-12 2 12 2-8 1.5 3H16',
  recipe: 'M4 3v6M4 13v2M9 3v2M9 9v6M14 3v8M14 15v0 M2 11h4M7 7h4M12 13h4',
  models: 'M9 2l6 3.2v6.6L9 16l-6-4.2V5.2z M3 5.2L9 9l6-3.8 M9 9v7',
  menu: 'M3 5h12M3 9h12M3 13h12',
  close: 'M4.5 4.5l9 9M13.5 4.5l-9 9',
  play: 'M5 3.5v11l9-5.5z',
  pause: 'M5.5 4v10M12.5 4v10',
  undo: 'M6 4L3 7l3 3 M3 7h7a4 4 0 010 8H7',
  redo: 'M12 4l3 3-3 3 M15 7H8a4 4 0 000 8h3',
  folder: 'M2 5h5l1.5 2H16v7.5H2z',
  down: 'M5 7l4 4 4-4',
  check: 'M3.5 9.5l3.5 3.5 7.5-8',
  warn: 'M9 2.5l7 12.5H2z M9 7v4 M9 13v.5',
  layer: 'M9 3l7 4-7 4-7-4z M2.5 10.5L9 14l6.5-3.5',
  click: 'M6.5 3h5l3 12h-11z M4.8 10.5h8.4 M8 10.5l5.5-7',
  import: 'M9 2.5v8 M5.5 7L9 10.5 12.5 7 M3 12v3h12v-3',
} as const;

export type IconName = keyof typeof shapes;

/** Takes the colour of the text around it; says nothing to screen readers. */
export function Icon({ name }: { readonly name: IconName }): React.JSX.Element {
  return (
    <svg className="icon" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" focusable="false">
      <path d={shapes[name]} fill={name === 'play' ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}
