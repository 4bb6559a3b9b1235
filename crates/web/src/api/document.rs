//! The OpenAPI document, made of the same list as the routes.

use axum::response::Response;
use serde_json::{Map, Value, json};

use helhed_casework::domain::partner_system::SystemScope;

use super::answer::written;
use super::operation::Operation;
use super::operations;
use super::schemas::schemas;

/// The document, for whoever writes a partner's system. It holds nothing about anybody.
pub(super) async fn file() -> Response {
    written(&openapi())
}

/// The document of the interface, OpenAPI 3.1.
pub fn openapi() -> Value {
    let mut paths = Map::new();
    for (operation, _) in operations() {
        let path = paths
            .entry(operation.path)
            .or_insert_with(|| json!({}))
            .as_object_mut();
        if let Some(path) = path {
            path.insert(operation.method.to_lowercase(), described(&operation));
        }
    }
    let scopes = SystemScope::ALL.iter().map(|it| it.name());
    let scopes = scopes.collect::<Vec<_>>().join("`, `");
    json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Helhed for partners' systems",
            "version": "1",
            "summary": "What a unit's own program reads and writes, under the lens of that unit.",
            "description": format!(
                "Every request carries a token (`Authorization: Bearer …`) and no cookie. A token belongs to one unit and sees what a person \
                 of that unit sees now, by consent or by law; what is hidden and what is absent answer alike. Scopes: `{scopes}`. Every \
                 reading is recorded. Every change carries an `Idempotency-Key`, a UUID: sent again with the same body it is answered as \
                 before and done once. New fields may come to answers; a change that breaks a reader gets a new version in the path."
            ),
            "license": { "name": "MPL-2.0", "identifier": "MPL-2.0" },
        },
        "servers": [{ "url": "/", "description": "The installation that serves this document" }],
        "security": [{ "token": [] }],
        "tags": tags(),
        "paths": paths,
        "components": {
            "securitySchemes": { "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "A token made under Partners' systems. Each operation names the scope it takes.",
            } },
            "schemas": schemas(),
        },
    })
}

fn tags() -> Value {
    ["families", "requests", "referrals", "criteria"]
        .iter()
        .map(|name| json!({ "name": name }))
        .collect()
}

fn described(operation: &Operation) -> Value {
    let (status, gives) = operation.gives;
    let is_read = operation.takes.is_none();
    let answer = |schema: &str| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } });
    let mut responses = Map::new();
    let mut done = json!({ "description": "Done", "content": answer(gives) });
    if is_read {
        done["headers"] = json!({ "ETag": { "schema": { "type": "string" } } });
        let unchanged = json!({ "description": "As the asker has it already" });
        responses.insert("304".to_owned(), unchanged);
    }
    if status == 201 {
        done["headers"] = json!({ "Location": { "schema": { "type": "string" } } });
    }
    responses.insert(status.to_string(), done);
    let problem = json!({
        "description": "What went wrong",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    });
    responses.insert("default".to_owned(), problem);
    let tag = operation.path.split('/').nth(3).unwrap_or_default();
    let mut described = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "description": format!("Scope `{}`.", operation.scope.name()),
        "tags": [tag],
        "parameters": parameters(operation),
        "responses": responses,
    });
    if let Some(takes) = operation.takes {
        described["requestBody"] = json!({ "required": true, "content": answer(takes) });
    }
    described
}

fn parameters(operation: &Operation) -> Value {
    let in_path = operation.path.split('/').filter_map(|part| {
        let name = part.strip_prefix('{')?.strip_suffix('}')?;
        Some(json!({
            "name": name, "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" },
        }))
    });
    let in_query = operation.query.iter().map(|(name, description)| {
        json!({ "name": name, "in": "query", "description": description, "schema": { "type": "string" } })
    });
    let header = |name: &str, required: bool, description: &str, format: Option<&str>| {
        let mut schema = json!({ "type": "string" });
        if let Some(format) = format {
            schema["format"] = format.into();
        }
        json!({ "name": name, "in": "header", "required": required, "description": description, "schema": schema })
    };
    let mut headers = Vec::new();
    match operation.takes {
        None => headers.push(header(
            "If-None-Match",
            false,
            "The ETag of an answer that the asker has",
            None,
        )),
        Some(_) => headers.push(header(
            "Idempotency-Key",
            true,
            "Makes the change count once, however often it is sent",
            Some("uuid"),
        )),
    }
    if operation.versioned {
        headers.push(header(
            "If-Match",
            true,
            "The ETag that was read: the second of two editors is told",
            None,
        ));
    }
    in_path.chain(in_query).chain(headers).collect()
}
