import { Button } from './button.tsx';
import { CheckIcon, CopyIcon } from './icons.tsx';

interface CopyButtonProps {
  /** The accessible name; it stays while the button says that it has copied, the live region tells the rest. */
  readonly name: string;
  readonly copied: boolean;
  readonly onCopy: () => void;
  /** Words for the two states; without them the button is an icon alone. */
  readonly words?: { readonly copy: string; readonly copied: string };
}

/** Copies a link and says so for a moment, without changing its size. */
export function CopyButton({ name, copied, onCopy, words }: CopyButtonProps) {
  const icon = copied ? <CheckIcon /> : <CopyIcon />;
  if (!words) return <Button kind="quiet" icon={icon} name={name} title={name} onPress={onCopy} />;
  return (
    <Button kind="primary" icon={icon} name={name} onPress={onCopy}>
      <span class="either">
        <span class={copied ? 'either__off' : ''}>{words.copy}</span>
        <span class={copied ? '' : 'either__off'}>{words.copied}</span>
      </span>
    </Button>
  );
}
