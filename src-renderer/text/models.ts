/** Words of the screen of models. */
export const modelsText = {
  title: 'Models',
  emptyTitle: 'No models yet',
  emptyText:
    'Normalising flows and other trained samplers will be kept here: their training, effective sample size, acceptance, and their cost per independent sample beside hybrid Monte Carlo and heat bath. This version of Plaquette does not train any.',
  action: 'Read about error analysis',
} as const;
