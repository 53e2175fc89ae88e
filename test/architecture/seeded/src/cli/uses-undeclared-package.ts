import avvio from 'avvio';

export const use = avvio;
