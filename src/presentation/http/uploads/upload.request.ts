import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsHexadecimal, IsInt, IsOptional, IsString, IsUUID, Length, Min } from 'class-validator';

/** What is going to be sent. */
export class UploadRequest {
  @ApiProperty({ description: 'The name to show, 1-255 characters.', example: 'sample.exe' })
  @IsString()
  readonly filename!: string;

  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description: 'Bytes; the file must have exactly so many.',
    example: 151_344,
  })
  @IsInt()
  @Min(1)
  readonly size!: number;

  @ApiPropertyOptional({ description: 'SHA-256 of the file, which must have it then.', example: 'd'.repeat(64) })
  @IsOptional()
  @IsHexadecimal()
  @Length(64, 64)
  readonly sha256?: string;
}

export class ValidateUploadRequest {
  @ApiProperty({ format: 'uuid', description: 'Of the answer to POST /api/v1/upload.' })
  @IsUUID()
  readonly upload_id!: string;
}
