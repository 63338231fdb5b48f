// Original file: chaac/weather/v1/readings.proto


export interface WriteReadingsResponse {
  'confirmedBy'?: (string);
  'ids'?: (string)[];
}

export interface WriteReadingsResponse__Output {
  'confirmedBy': (string);
  'ids': (string)[];
}
