// A value that has stopped changing for a while: what a live region may say.
import { useEffect, useState } from 'react'

export function useSettled<T>(value: T, after_ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), after_ms)
    return () => clearTimeout(timer)
  }, [value, after_ms])
  return settled
}
