"""Ways to break the template, one at a time, and the check that has to notice."""

import json
from dataclasses import dataclass
from typing import Callable

import checks
import rights
import watching
from template import Template


@dataclass
class Mutation:
    name: str
    check: Callable
    change: Callable[[Template], None]


MUTATIONS = []


def noticed_by(check):
    def note(change):
        MUTATIONS.append(Mutation(change.__name__, check, change))
        return change

    return note


def route(t, key):
    return next(one["Properties"] for one in t.of_type("AWS::ApiGatewayV2::Route").values() if one["Properties"]["RouteKey"] == key)


def statement(t, role, sid):
    return next(one for one in t.statements(role) if one["Sid"] == sid)


def keys(one):
    return one["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]


@noticed_by(checks.routes)
def a_route_is_missing(t):
    del t.resources["PayRoute"]


@noticed_by(checks.routes)
def a_path_has_a_letter_too_much(t):
    route(t, "GET /checkout/review")["RouteKey"] = "GET /checkout/reviews"


@noticed_by(checks.routes)
def a_route_has_another_method(t):
    route(t, "POST /cart/lines")["RouteKey"] = "PUT /cart/lines"


@noticed_by(checks.routes)
def a_route_leads_to_another_function(t):
    route(t, "GET /cart")["Target"] = {"Fn::Sub": "integrations/${ToBrowse}"}


@noticed_by(checks.routes)
def an_address_that_is_not_there_starts_the_back_office(t):
    route(t, "$default")["Target"] = {"Fn::Sub": "integrations/${ToBackOffice}"}


@noticed_by(checks.called)
def a_function_may_not_be_called(t):
    del t.resources["CartCalled"]


@noticed_by(checks.limits)
def a_limit_is_set_on_no_route(t):
    t.properties("Stage")["RouteSettings"]["POST /check-out"] = {"ThrottlingRateLimit": 1}


@noticed_by(checks.limits)
def a_limit_comes_before_its_route(t):
    t.resources["Stage"]["DependsOn"].remove("PayRoute")


@noticed_by(checks.programs)
def a_function_is_another_program(t):
    t.properties("Cart")["CodeUri"] = "../target/lambda/larder-basket/"


@noticed_by(checks.variables)
def a_function_is_told_a_secret_too_much(t):
    t.properties("Browse")["Environment"]["Variables"]["STRIPE_KEY"] = "x"


@noticed_by(checks.variables)
def a_variable_is_missing(t):
    del t.properties("Checkout")["Environment"]["Variables"]["QUEUE_URL"]


@noticed_by(rights.roles)
def two_functions_share_a_role(t):
    t.properties("Cart")["Role"] = t.properties("Browse")["Role"]


@noticed_by(rights.roles)
def a_role_has_a_policy_of_amazons(t):
    t.properties("CartRole")["ManagedPolicyArns"] = ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"]


@noticed_by(rights.roles)
def somebody_else_may_act_as_a_function(t):
    t.properties("CartRole")["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] = {"AWS": "*"}


@noticed_by(rights.stars)
def a_statement_allows_every_action(t):
    statement(t, "CartRole", "Put")["Action"] = "dynamodb:*"


@noticed_by(rights.stars)
def a_statement_allows_every_table(t):
    statement(t, "CartRole", "Put")["Resource"] = "*"


@noticed_by(rights.stars)
def a_statement_allows_every_index(t):
    statement(t, "BackOfficeRole", "ListByIndex")["Resource"] = {"Fn::Sub": "${Table.Arn}/index/*"}


@noticed_by(rights.stars)
def a_statement_allows_every_file(t):
    statement(t, "BrowseRole", "ReadCatalog")["Resource"] = {"Fn::Sub": "${Files.Arn}/*"}


@noticed_by(rights.stars)
def a_role_may_scan(t):
    statement(t, "ReportsRole", "List")["Action"] = ["dynamodb:Query", "dynamodb:Scan"]


@noticed_by(rights.rights)
def a_role_reads_rows_it_has_no_use_for(t):
    keys(statement(t, "BrowseRole", "ReadOne")).append("U#*")


@noticed_by(rights.rights)
def a_role_reads_all_rows(t):
    del statement(t, "BrowseRole", "ReadOne")["Condition"]


@noticed_by(rights.rights)
def a_role_reads_another_table(t):
    statement(t, "BrowseRole", "ReadOne")["Resource"] = {"Ref": "OtherTable"}


@noticed_by(rights.rights)
def a_role_cannot_write_the_jobs_it_starts(t):
    keys(statement(t, "PaymentWebhookRole", "Put")).remove("X#*")


@noticed_by(rights.rights)
def a_role_deletes_what_it_only_reads(t):
    statement(t, "CartRole", "Put")["Action"] = ["dynamodb:PutItem", "dynamodb:DeleteItem"]


@noticed_by(rights.rights)
def a_role_writes_another_folder(t):
    statement(t, "ReportsRole", "StoreReports")["Resource"] = {"Fn::Sub": "${Files.Arn}/catalog/*"}


@noticed_by(rights.rights)
def a_role_sends_into_the_dead_letters(t):
    statement(t, "CheckoutRole", "SendJobs")["Resource"] = {"Fn::GetAtt": ["DeadLetters", "Arn"]}


@noticed_by(rights.rights)
def a_role_writes_another_log(t):
    statement(t, "CartRole", "Log")["Resource"] = {"Fn::GetAtt": ["BrowseLog", "Arn"]}


@noticed_by(checks.logs)
def a_log_is_kept_for_ever(t):
    del t.properties("CartLog")["RetentionInDays"]


@noticed_by(checks.table)
def an_index_holds_less_than_the_local_one(t):
    t.properties("Table")["GlobalSecondaryIndexes"][1]["Projection"]["ProjectionType"] = "KEYS_ONLY"


@noticed_by(checks.table)
def an_index_sorts_by_something_else(t):
    t.properties("Table")["GlobalSecondaryIndexes"][0]["KeySchema"][1]["AttributeName"] = "day"


@noticed_by(checks.table)
def orders_go_with_the_stack(t):
    t.resources["Table"]["DeletionPolicy"] = "Delete"


@noticed_by(checks.queue)
def a_message_comes_back_while_it_is_worked_on(t):
    t.properties("FulfillmentWorker")["Timeout"] = 60


@noticed_by(checks.queue)
def one_bad_message_fails_nine_good_ones(t):
    del t.properties("FulfillmentWorker")["Events"]["Jobs"]["Properties"]["FunctionResponseTypes"][0]


@noticed_by(watching.names)
def an_output_names_nothing(t):
    t.document["Outputs"]["TableName"]["Value"] = {"Ref": "Tabel"}


@noticed_by(watching.schedules)
def a_schedule_sends_what_nobody_understands(t):
    t.properties("Sweep")["Target"]["Input"] = '{"swep": true}'


@noticed_by(watching.schedules)
def a_schedule_starts_nothing(t):
    t.properties("NightlyReports")["Target"]["Arn"] = {"Fn::GetAtt": ["Report", "Arn"]}


@noticed_by(watching.schedules)
def the_night_comes_at_noon(t):
    t.properties("NightlyReports")["ScheduleExpression"] = "cron(0 12 * * ? *)"


@noticed_by(watching.schedules)
def a_failed_run_is_forgotten(t):
    t.properties("WeeklyOffers")["Target"]["DeadLetterConfig"]["Arn"] = {"Fn::GetAtt": ["Jobs", "Arn"]}


@noticed_by(watching.started)
def the_clock_may_start_checkout(t):
    statement(t, "ClockRole", "Start")["Resource"].append({"Fn::GetAtt": ["Checkout", "Arn"]})


@noticed_by(watching.filters)
def nobody_writes_what_the_alarm_waits_for(t):
    t.properties("PaymentReviews")["FilterPattern"] = '{ $.fields.message = "payment reviewed" }'


@noticed_by(watching.filters)
def the_words_are_looked_for_in_another_log(t):
    t.properties("PaymentReviews")["LogGroupName"] = {"Ref": "CartLog"}


@noticed_by(watching.alarms)
def an_alarm_watches_no_metric(t):
    t.properties("OldJobs")["MetricName"] = "AgeOfOldestMessage"


@noticed_by(watching.alarms)
def an_alarm_watches_a_queue_that_is_none(t):
    t.properties("OldJobs")["Dimensions"][0]["Value"] = {"Ref": "Table"}


@noticed_by(watching.alarms)
def an_alarm_tells_nobody(t):
    t.properties("DeadJobs")["AlarmActions"] = []


@noticed_by(watching.alarms)
def nobody_hears_of_payment_reviews(t):
    del t.resources["PaymentReview"]


@noticed_by(watching.alarms)
def nobody_hears_of_books_that_contradict_each_other(t):
    del t.resources["AuditViolation"]


@noticed_by(watching.dashboard)
def the_dashboard_shows_a_function_that_is_gone(t):
    body = t.properties("Dashboard")["DashboardBody"]
    body["Fn::Sub"] = body["Fn::Sub"].replace("${Cart}", "${Basket}")


@noticed_by(watching.dashboard)
def a_function_is_not_on_the_dashboard(t):
    body = json.loads(t.properties("Dashboard")["DashboardBody"]["Fn::Sub"])
    for widget in body["widgets"]:
        widget["properties"]["metrics"] = [one for one in widget["properties"]["metrics"] if "${Cart}" not in one]
    t.properties("Dashboard")["DashboardBody"]["Fn::Sub"] = json.dumps(body)


@noticed_by(watching.caching)
def baskets_are_kept(t):
    t.properties("Distribution")["DistributionConfig"]["CacheBehaviors"][0]["PathPattern"] = "/c*"


@noticed_by(watching.caching)
def a_wrong_key_closes_an_order_to_the_right_one(t):
    t.properties("Distribution")["DistributionConfig"]["CustomErrorResponses"][2]["ErrorCachingMinTTL"] = 10


@noticed_by(watching.caching)
def a_page_has_a_copy_for_every_browser(t):
    del t.properties("Distribution")["DistributionConfig"]["CacheBehaviors"][1]["FunctionAssociations"]


@noticed_by(watching.caching)
def a_page_is_kept_for_longer_than_it_says(t):
    t.properties("PublicPages")["CachePolicyConfig"]["MinTTL"] = 60


@noticed_by(watching.caching)
def pages_in_another_language_are_made_each_time(t):
    behaviors = t.properties("Distribution")["DistributionConfig"]["CacheBehaviors"]
    behaviors[:] = [one for one in behaviors if one["PathPattern"] != "/??/products/*"]


@noticed_by(watching.pictures)
def a_missing_picture_is_forbidden(t):
    behaviors = t.properties("Distribution")["DistributionConfig"]["CacheBehaviors"]
    next(one for one in behaviors if one["PathPattern"] == "/pictures/*")["TargetOriginId"] = "files"


@noticed_by(watching.pictures)
def a_missing_picture_is_missing_for_a_day(t):
    headers = t.properties("PictureHeaders")["ResponseHeadersPolicyConfig"]["CustomHeadersConfig"]["Items"]
    headers[0]["Override"] = True
