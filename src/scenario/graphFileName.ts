/** Whether a file of ties is a graph (GraphML, GEXF) by its name; any other is CSV. */
export const isGraphFileName = (name: string): boolean => /\.(graphml|gexf)$/i.test(name);
