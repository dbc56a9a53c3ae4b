/**
 * TensorFlow.js as we use it: its core and the backend that runs anywhere. Importing it sets up the process: derivatives (gradients.ts), and "production"
 * mode, without which it advertises on the console.
 */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { registerGradients } from './gradients.ts';

tf.enableProdMode();
registerGradients();

export type Tensor = tf.Tensor;
export type Tensor4D = tf.Tensor4D;
export { tf };
