interface SegmentsProps<Name extends string> {
  readonly label: string;
  readonly options: Readonly<Record<Name, string>>;
  readonly value: Name;
  readonly onChange: (name: Name) => void;
}

/** One of a few ways, all to be seen. */
export function Segments<Name extends string>({ label, options, value, onChange }: SegmentsProps<Name>): React.JSX.Element {
  return (
    <div className="segments" role="group" aria-label={label}>
      {(Object.keys(options) as Name[]).map((name) => (
        <button key={name} type="button" aria-pressed={name === value} onClick={() => onChange(name)}>
          {options[name]}
        </button>
      ))}
    </div>
  );
}
