/**
 * The 3D view of a signed field: surfaces at plus and minus a level inside the box of the lattice, turned with pointer or keys. Draws only
 * when something changed. Coordinates are lattice units, centred; z of the lattice points up.
 */
import {
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  Color,
  DirectionalLight,
  DoubleSide,
  EdgesGeometry,
  HemisphereLight,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshStandardMaterial,
  PerspectiveCamera,
  Scene,
  type Sprite,
  Texture,
  WebGLRenderer,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { axisLabel } from './axis-label.ts';
import { isosurface, type Volume } from './isosurface.ts';

export interface VolumeColours {
  readonly above: string;
  readonly below: string;
  readonly frame: string;
}

const TURN = Math.PI / 24;

const surface = (triangles: Float32Array, dims: Volume['dims'], colour: string): Mesh => {
  const centred = triangles.map((x, k) => x - dims[k % 3]! / 2);
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(centred, 3));
  geometry.computeVertexNormals();
  const material = new MeshStandardMaterial({ color: new Color(colour), roughness: 0.55, side: DoubleSide });
  return new Mesh(geometry, material);
};

export class VolumeScene {
  private readonly canvas: HTMLCanvasElement;
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera(38, 1, 0.1, 4000);
  private readonly controls: OrbitControls;
  private readonly observer: ResizeObserver;
  private parts: (Mesh | LineSegments | Sprite)[] = [];
  private framed = '';
  private waiting = 0;

  /** Throws when the machine has no WebGL. */
  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
    this.renderer.setPixelRatio(Math.min(2, devicePixelRatio));
    this.camera.up.set(0, 0, 1);
    this.controls = new OrbitControls(this.camera, canvas);
    this.controls.enablePan = false;
    this.controls.addEventListener('change', this.draw);
    const sun = new DirectionalLight(0xffffff, 1.6);
    sun.position.set(1, -2, 3);
    this.scene.add(new HemisphereLight(0xffffff, 0x99a4b0, 2.6), sun);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(canvas);
  }

  /** Shows another field or level; answers the number of triangles. */
  show(volume: Volume, level: number, axes: readonly string[], colours: VolumeColours): number {
    this.clear();
    const { dims } = volume;
    const above = isosurface(volume, level);
    const below = isosurface({ dims, values: volume.values.map((v) => -v) }, level);
    const frame = new LineSegments(
      new EdgesGeometry(new BoxGeometry(...dims)),
      new LineBasicMaterial({ color: new Color(colours.frame) }),
    );
    const size = 0.09 * Math.max(...dims);
    const labels = dims.map((extent, k) => {
      const label = axisLabel(axes[k] ?? '', colours.frame, size);
      // in the middle of the edge that runs along the axis, a little outside
      const at = dims.map((other) => -other / 2 - size);
      at[k] = 0;
      label.position.set(at[0]!, at[1]!, at[2]!);
      return extent > 1 ? label : undefined;
    });
    this.parts = [
      surface(above, dims, colours.above),
      surface(below, dims, colours.below),
      frame,
      ...labels.filter((label) => label !== undefined),
    ];
    this.scene.add(...this.parts);
    if (this.framed !== dims.join()) {
      this.framed = dims.join();
      const reach = Math.hypot(...dims);
      this.camera.position.set(0.95 * reach, -1.3 * reach, 0.75 * reach);
      this.controls.update();
    }
    this.draw();
    return (above.length + below.length) / 9;
  }

  /** By steps of 7.5 degrees about the vertical axis and towards the pole. */
  turn(around: number, up: number): void {
    const { position } = this.camera;
    const distance = position.length();
    const azimuth = Math.atan2(position.y, position.x) + around * TURN;
    const height = Math.min(1.45, Math.max(-1.45, Math.asin(position.z / distance) + up * TURN));
    position.set(
      distance * Math.cos(height) * Math.cos(azimuth),
      distance * Math.cos(height) * Math.sin(azimuth),
      distance * Math.sin(height),
    );
    this.controls.update();
    this.draw();
  }

  zoom(factor: number): void {
    this.camera.position.multiplyScalar(factor);
    this.controls.update();
    this.draw();
  }

  dispose(): void {
    this.observer.disconnect();
    cancelAnimationFrame(this.waiting);
    this.clear();
    this.controls.dispose();
    this.renderer.dispose();
  }

  private readonly draw = (): void => {
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => this.renderer.render(this.scene, this.camera));
  };

  private resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    this.camera.aspect = clientWidth / clientHeight;
    this.camera.updateProjectionMatrix();
    this.renderer.setSize(clientWidth, clientHeight, false);
    this.draw();
  }

  private clear(): void {
    for (const part of this.parts) {
      this.scene.remove(part);
      part.geometry.dispose();
      const { material } = part;
      for (const m of Array.isArray(material) ? material : [material]) {
        if ('map' in m && m.map instanceof Texture) m.map.dispose();
        m.dispose();
      }
    }
    this.parts = [];
  }
}
