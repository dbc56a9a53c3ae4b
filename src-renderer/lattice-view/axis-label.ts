/** The name of an axis beside the box of the 3D view: a letter that always faces the viewer. */
import { CanvasTexture, Sprite, SpriteMaterial } from 'three';

const PIXELS = 64;

/** `size` in the units of the scene. */
export const axisLabel = (name: string, colour: string, size: number): Sprite => {
  const canvas = document.createElement('canvas');
  canvas.width = PIXELS;
  canvas.height = PIXELS;
  const pen = canvas.getContext('2d');
  if (pen !== null) {
    pen.font = `italic ${0.8 * PIXELS}px 'STIX Two Text', serif`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillStyle = colour;
    pen.fillText(name, PIXELS / 2, PIXELS / 2);
  }
  const label = new Sprite(new SpriteMaterial({ map: new CanvasTexture(canvas), depthTest: false }));
  label.scale.setScalar(size);
  return label;
};
