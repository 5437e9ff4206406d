// How the web is bundled: the staff application (index.html) and the light public entries (public/*.html, without React or antd). Every
// script is a file of its own, because the content security policy allows nothing inline. build.ts uses this; `vite apps/web` serves it
// while developing.
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = import.meta.dirname
const publicEntries = existsSync(join(root, 'public')) ? globSync('public/**/*.html', { cwd: root }).map((page) => join(root, page)) : []

export default defineConfig({
  root,
  base: '/',
  publicDir: false,
  plugins: [react()],
  cacheDir: join(root, '../../node_modules/.cache/vite'),
  server: {
    proxy: { '/api': process.env['DUHENG_API'] ?? 'http://127.0.0.1:8080', '/log': process.env['DUHENG_API'] ?? 'http://127.0.0.1:8080' },
  },
  build: {
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1600,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [join(root, 'index.html'), ...publicEntries],
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](?:react|react-dom|scheduler|@tanstack)[\\/]/, priority: 2 },
            { name: 'antd', test: /node_modules[\\/](?:antd|@ant-design|@rc-component|@emotion|stylis)[\\/]/, priority: 1 },
          ],
        },
      },
    },
  },
})
