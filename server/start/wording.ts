import { networkInterfaces } from 'node:os'
import { DISPLAY_CLASSES, type DisplayClass } from '#contract/display-class.ts'
import type { Names } from '#contract/names.ts'
import type { HubKind } from '../config/config.ts'
import type { ServerStep } from './message.ts'

/** One line, in both languages, for each thing a person waits for. */
export function stepLine(step: ServerStep): string {
  switch (step.kind) {
    case 'waiting-for-folder':
      return '等待上一个服务退出 · waiting for the previous server to leave the data folder'
    case 'cluster-elsewhere':
      return `数据库放在 the database is in ${step.folder}（${step.closedBy} 不对数据库账户开放 · is closed to the account PostgreSQL runs as）`
    case 'staging-binaries':
      return `复制数据库程序 · copying PostgreSQL to ${step.folder}, where its account can reach it`
    case 'creating-cluster':
      return '新建数据库 · making the database'
    case 'stopping-left-over':
      return '关闭遗留的数据库 · stopping a database left behind'
    case 'starting':
      return '启动数据库 · starting the database'
    case 'opening-record':
      return '连接数据库 · connecting to the database'
  }
}

const DISPLAY_NAMES: Record<DisplayClass, string> = { wall: '大屏', office: '中屏', desk: '桌面', mobile: '移动' }

/** The addresses of the four displays and what else is good to know once everything is open. */
export function readyText(url: string, city: Names, seconds: number, hub: HubKind, host: string): string {
  const addresses = DISPLAY_CLASSES.map((display) => `  ${DISPLAY_NAMES[display]} ${display.padEnd(7)} ${url}/${display}`)
  const network = isEverywhere(host)
    ? networkAddresses().map((address) => `  局域网 network  ${url.replace('127.0.0.1', address)}`)
    : []
  const figures =
    hub === 'simulated'
      ? '  数据为模拟 · the figures are simulated (HUB=none: no simulated hub)'
      : `  等待数据 · waiting for figures: POST ${url}/api/hub/observations`
  return [
    '',
    `观澜 Guanlan · ${city.zh} ${city.en} · ${seconds.toFixed(1)} s`,
    '',
    ...addresses,
    ...network,
    '',
    `  接口 API        ${url}/api/docs`,
    figures,
    '  Ctrl-C 停止 · stops',
    '',
  ].join('\n')
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
}
