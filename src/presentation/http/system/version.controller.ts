import { Controller, Get } from '@nestjs/common';

import { ReportVersion } from '#application/operations/report-version';
import { AppConfig } from '#config/app-config';
import { PublicRoute } from '#presentation/http/access/access-rules';
import type { Answer } from '#presentation/http/answer/envelope';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { AboutService } from './about-service';
import { ApiVersion } from './version.openapi';

@ApiTag('system')
@PublicRoute()
@Controller('api/v1/version')
export class VersionController {
  constructor(
    private readonly about: AboutService,
    private readonly versions: ReportVersion,
    private readonly config: AppConfig,
  ) {}

  @Get()
  @ApiVersion()
  async read(): Promise<Answer<object>> {
    const { build, startedAt } = this.about;
    const { radare2, radare2Packages, libmagic, rules } = await this.versions.execute();
    return {
      data: {
        version: build.version,
        git_commit: orNull(build.gitCommit),
        git_branch: orNull(build.gitBranch),
        build_timestamp: orNull(build.buildTimestamp),
        build_number: orNull(build.buildNumber),
        docker_image: orNull(build.dockerImage),
        node_version: process.versions.node,
        radare2_version: orNull(radare2.join(', ')),
        radare2_package: orNull(radare2Packages.join('; ')),
        libmagic_version: libmagic ?? null,
        rules_version: rules,
        start_timestamp: new Date(startedAt).toISOString(),
        environment: this.config.environment,
      },
    };
  }
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
