import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';

import { PublicRoute } from '#presentation/http/access/access-rules';

/** As the repository has them, seen from the source and from the build alike. */
const DIRECTORY = join(__dirname, '../../../../docs');
/** Those that say something to who asks the service, not to who runs or changes it. */
const GUIDES = ['mcp.md', 'reports.md', 'rules.md', 'security.md'] as const;
/** Made by the service itself, beside these. */
const SERVED: readonly string[] = [...GUIDES, 'configuration.md'];
const LINK = /\[([^\]\n]{1,200})\]\(([\w./-]{1,200}\.md)(?:#[\w-]{1,100})?\)/g;

/** Pages of the documentation as Markdown. */
@ApiExcludeController()
@PublicRoute()
@Controller('api/v1/docs')
export class GuidesController {
  private readonly texts = new Map<string, Promise<string>>();

  @Get([...GUIDES])
  @Header('Content-Type', 'text/markdown; charset=utf-8')
  read(@Req() { path }: Request): Promise<string> {
    const name = GUIDES.find((each) => path.endsWith(`/${each}`)) ?? GUIDES[0];
    const text = this.texts.get(name) ?? readFile(join(DIRECTORY, name), 'utf8').then(withServedLinks);
    this.texts.set(name, text);
    return text;
  }
}

/** What is linked to and not served here stays as words. */
function withServedLinks(text: string): string {
  return text.replace(LINK, (link, words: string, page: string) => (SERVED.includes(page) ? link : words));
}
