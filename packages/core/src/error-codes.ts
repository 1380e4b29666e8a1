/** Every code of a `DialectError`, one meaning each; docs/errors.md has a heading for each and a test compares the two. */
export const errorCodes = [
  // before the network
  "unknown_provider", "unknown_model", "unknown_option", "invalid_setting", "missing_api_key", "invalid_history",
  "unsupported_content", "media_type_unknown", "schema_not_supported", "capability_rejected", "capability_ignored",
  "capability_unknown",
  // transport
  "connect_failed", "timeout_connect", "timeout_first_event", "timeout_idle", "timeout_answer",
  "aborted", "redirect_refused", "connection_reset",
  // vendor
  "authentication_failed", "permission_denied", "client_identity_rejected", "insufficient_quota", "rate_limited",
  "overloaded", "model_not_found", "endpoint_not_supported", "invalid_request", "context_length_exceeded",
  "unexpected_content_type", "provider_error",
  // stream
  "empty_stream", "stream_truncated", "malformed_event", "response_event_missing_field", "provider_stream_error",
  // answer
  "empty_model_response", "reasoning_only_response", "malformed_tool_arguments", "tool_call_expected_but_missing",
  "tool_markup_in_text", "structured_output_invalid", "output_truncated", "stream_already_consumed",
] as const;

export type ErrorCode = (typeof errorCodes)[number];
