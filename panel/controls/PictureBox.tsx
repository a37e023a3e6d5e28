import type { Picture } from '#contracts/picture';

/** A small picture of the helper's, shown as it is. `alt` is empty where the words beside it say enough. */
export function PictureBox({ picture, alt = '' }: { readonly picture: Picture; readonly alt?: string }): React.JSX.Element {
  return <img src={`data:${picture.type};base64,${picture.data}`} width={picture.width} height={picture.height} alt={alt} draggable={false} />;
}
