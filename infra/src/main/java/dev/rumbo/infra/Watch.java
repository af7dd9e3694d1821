package dev.rumbo.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.amazon.awscdk.services.budgets.CfnBudget.BudgetDataProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.NotificationProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.NotificationWithSubscribersProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.SpendProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.SubscriberProperty;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.HttpCodeElb;
import software.amazon.awscdk.services.elasticloadbalancingv2.HttpCodeTarget;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** What an operator is woken by, and one page that shows it. Who is woken is the stack's parameter. */
final class Watch extends Construct {

    private static final String SPACE = "Rumbo";

    private final Environment environment;
    private final Topic topic;
    private final List<IWidget> widgets = new ArrayList<>();

    Watch(
            Construct scope,
            Environment environment,
            Storage storage,
            Service service,
            Archive archive,
            Optional<Notices> notices,
            Optional<Delivery> delivery,
            String operator) {
        super(scope, "Watch");
        this.environment = environment;
        topic = Topic.Builder.create(this, "Alarms").enforceSsl(true).build();
        topic.addSubscription(new EmailSubscription(operator));

        Duration minute = Duration.minutes(1);
        Duration late = Duration.minutes(5)
                .plus(Duration.seconds(environment.flushInterval().toSeconds()));
        watch(
                "PositionsAreLate",
                "Positions wait in the stream: nobody reads a shard, or reading is slower than writing",
                storage.stream.metricGetRecordsIteratorAgeMilliseconds(MetricOptions.builder()
                        .statistic("Maximum")
                        .period(minute)
                        .build()),
                late.toMilliseconds().doubleValue(),
                5);
        watch(
                "StreamIsFull",
                "The stream refuses records: it needs more shards",
                storage.stream.metricWriteProvisionedThroughputExceeded(
                        MetricOptions.builder().statistic("Sum").period(minute).build()),
                1,
                3);
        watch(
                "RecordsAreSetAside",
                "A record could not be read or stored: see set-aside records in Rumbo",
                setAside(service),
                1,
                1);
        watch(
                "Failures",
                "Requests end in an error of the server",
                service.targets
                        .getMetrics()
                        .httpCodeTarget(
                                HttpCodeTarget.TARGET_5XX_COUNT,
                                MetricOptions.builder()
                                        .statistic("Sum")
                                        .period(minute)
                                        .build()),
                10,
                3);
        watch(
                "NobodyAnswers",
                "The load balancer finds no instance that answers",
                service.balancer
                        .getMetrics()
                        .httpCodeElb(
                                HttpCodeElb.ELB_5XX_COUNT,
                                MetricOptions.builder()
                                        .statistic("Sum")
                                        .period(minute)
                                        .build()),
                10,
                3);
        watch(
                "SlowAnswers",
                "One answer in a hundred takes more than a second",
                service.targets
                        .getMetrics()
                        .targetResponseTime(MetricOptions.builder()
                                .statistic("p99")
                                .period(minute)
                                .build()),
                1,
                5);
        watch(
                "InstancesAreUnwell",
                "An instance is not ready",
                service.targets
                        .getMetrics()
                        .unhealthyHostCount(MetricOptions.builder()
                                .statistic("Maximum")
                                .period(minute)
                                .build()),
                1,
                5);
        watch(
                "InstancesAreBusy",
                "All processors are busy: there are as many instances as allowed, or too few",
                service.fargate.metricCpuUtilization(
                        MetricOptions.builder().period(minute).build()),
                90,
                15);
        watch(
                "MemoryIsShort",
                "Instances are about to run out of memory",
                service.fargate.metricMemoryUtilization(
                        MetricOptions.builder().period(minute).build()),
                90,
                10);
        watch(
                "CopiesFail",
                "The monthly copy of a table was not begun",
                Metric.Builder.create()
                        .namespace("AWS/Scheduler")
                        .metricName("TargetErrorCount")
                        .dimensionsMap(Map.of("ScheduleGroup", archive.scheduleGroup))
                        .statistic("Sum")
                        .period(Duration.hours(1))
                        .build(),
                1,
                1);
        notices.ifPresent(this::watch);
        delivery.ifPresent(this::watch);
        for (String table : Storage.TABLES) {
            watch(
                    "Throttled-" + table,
                    "The table " + table + " refuses calls",
                    Metric.Builder.create()
                            .namespace("AWS/DynamoDB")
                            .metricName("ThrottledRequests")
                            .dimensionsMap(Map.of("TableName", storage.tableName(table)))
                            .statistic("Sum")
                            .period(minute)
                            .build(),
                    1,
                    3);
        }
        show("Positions into the stream, bytes a minute", storage.stream.metricIncomingBytes());
        show("Records into the stream", storage.stream.metricIncomingRecords());
        show("Requests", service.balancer.getMetrics().requestCount());
        Dashboard.Builder.create(this, "Dashboard")
                .dashboardName("rumbo-" + environment.name())
                .widgets(List.of(widgets))
                .build();
        budget(operator);
    }

    private void watch(Notices notices) {
        watch(
                "NoticesFail",
                "Lambda gave up telling of trips that are over",
                notices.givenUp.metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                        .statistic("Maximum")
                        .period(Duration.minutes(1))
                        .build()),
                1,
                1);
        watch(
                "NoticesAreLate",
                "Trips that are over wait to be told of",
                notices.function.metric(
                        "IteratorAge",
                        MetricOptions.builder()
                                .statistic("Maximum")
                                .period(Duration.minutes(1))
                                .build()),
                Duration.minutes(10).toMilliseconds().doubleValue(),
                5);
    }

    private void watch(Delivery delivery) {
        Map<String, String> dimensions = Map.of("DeliveryStreamName", delivery.stream.getRef());
        watch(
                "ArchiveIsLate",
                "Positions wait to get into the archive",
                Metric.Builder.create()
                        .namespace("AWS/Firehose")
                        .metricName("DeliveryToS3.DataFreshness")
                        .dimensionsMap(dimensions)
                        .statistic("Maximum")
                        .period(Duration.minutes(5))
                        .build(),
                Delivery.BUFFERED.toSeconds().doubleValue() * 2,
                3);
        MetricOptions sum = MetricOptions.builder()
                .statistic("Sum")
                .period(Duration.minutes(5))
                .build();
        watch(
                "ArchiveLeavesOut",
                "Records did not get into the archive: they are in its bucket below failed/",
                MathExpression.Builder.create()
                        .expression("FILL(rows, 0) + FILL(calls, 0) + FILL(files, 0)")
                        // Sorted, so that the template is the same each time.
                        .usingMetrics(new TreeMap<>(Map.of(
                                "rows",
                                MetricFilter.Builder.create(this, "RowsFailed")
                                        .logGroup(delivery.functionLogs)
                                        .filterPattern(FilterPattern.literal("\"records failed; first\""))
                                        .metricNamespace(SPACE)
                                        .metricName("RowsFailed-" + environment.name())
                                        .metricValue("1")
                                        .build()
                                        .metric(sum),
                                "calls",
                                delivery.function.metricErrors(sum),
                                "files",
                                Metric.Builder.create()
                                        .namespace("AWS/Firehose")
                                        .metricName("FailedConversion.Records")
                                        .dimensionsMap(dimensions)
                                        .statistic("Sum")
                                        .period(Duration.minutes(5))
                                        .build())))
                        .period(Duration.minutes(5))
                        .build(),
                1,
                1);
    }

    /** Of an alarm, as the runbooks call it too, in one environment. */
    static String nameOf(String alarm, Environment environment) {
        return "rumbo-" + environment.name() + "-" + alarm;
    }

    /** Counted from the line that the application logs for each. */
    private IMetric setAside(Service service) {
        return MetricFilter.Builder.create(this, "SetAside")
                .logGroup(service.logs)
                .filterPattern(FilterPattern.literal("\"Set aside\""))
                .metricNamespace(SPACE)
                .metricName("SetAside-" + environment.name())
                .metricValue("1")
                .build()
                .metric(MetricOptions.builder()
                        .statistic("Sum")
                        .period(Duration.minutes(1))
                        .build());
    }

    private void show(String what, Metric metric) {
        widgets.add(GraphWidget.Builder.create()
                .title(what)
                .left(List.of(metric.with(MetricOptions.builder()
                        .statistic("Sum")
                        .period(Duration.minutes(1))
                        .build())))
                .width(8)
                .build());
    }

    private void watch(String name, String what, IMetric metric, double from, int periods) {
        Alarm alarm = Alarm.Builder.create(this, name)
                .alarmName(nameOf(name, environment))
                .alarmDescription(what)
                .metric(metric)
                .threshold(from)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(periods)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        alarm.addAlarmAction(new SnsAction(topic));
        alarm.addOkAction(new SnsAction(topic));
        widgets.add(GraphWidget.Builder.create()
                .title(what)
                .left(List.of(metric))
                .leftAnnotations(List.of(alarm.toAnnotation()))
                .width(8)
                .build());
    }

    private void budget(String operator) {
        CfnBudget.Builder.create(this, "Budget")
                .budget(BudgetDataProperty.builder()
                        .budgetType("COST")
                        .timeUnit("MONTHLY")
                        .budgetLimit(SpendProperty.builder()
                                .amount(environment.budgetDollars())
                                .unit("USD")
                                .build())
                        .build())
                .notificationsWithSubscribers(List.of(NotificationWithSubscribersProperty.builder()
                        .notification(NotificationProperty.builder()
                                .notificationType("ACTUAL")
                                .comparisonOperator("GREATER_THAN")
                                .threshold(80)
                                .build())
                        .subscribers(List.of(SubscriberProperty.builder()
                                .subscriptionType("EMAIL")
                                .address(operator)
                                .build()))
                        .build()))
                .build();
    }
}
