// A symbol as it is printed: what follows the underscore is a subscript, a repetition is an index. `E_tare` → E with subscript tare.
export function Symbol({ name, repetition }: { readonly name: string; readonly repetition?: number }) {
  const [letter = name, ...rest] = name.split('_')
  const below = [rest.join('_'), repetition === undefined ? '' : String(repetition)].filter((part) => part !== '').join(',')
  return <var>{letter}{below !== '' && <sub>{below}</sub>}</var>
}
